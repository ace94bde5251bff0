-- what: the line that an import leaves in the history
-- in:   $import_id, $kind, $file_name, $sha256, $at, $rows_read, $rows_loaded, $rows_refused, $unit,
--       $mapping, $notes, $headers, $own, $answers, $changes (mapping, own, answers, changes: JSON)
-- out:  imports
insert into imports by name
select
    $import_id as import_id,
    $kind as kind,
    $file_name as file_name,
    $sha256 as file_sha256,
    $at::timestamp as imported_at,
    $rows_read as rows_read,
    $rows_loaded as rows_loaded,
    $rows_refused as rows_refused,
    $unit as unit,
    $mapping as mapping,
    $notes::varchar[] as notes,
    false as undone,
    $headers::varchar[] as headers,
    $own as own,
    $answers as answers,
    $changes::varchar as changes
