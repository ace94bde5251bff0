-- what: take decisions back
-- in:   merges, $kind ('customer' or 'product'), $written and $kept (pairs, in either order)
-- out:  the decisions about these pairs are gone; one row for each that was
delete from merges
where kind = $kind and (
    list_contains(list_zip($written::varchar[], $kept::varchar[]), (written, kept))
    or list_contains(list_zip($kept::varchar[], $written::varchar[]), (written, kept))
)
returning written
