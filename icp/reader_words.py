"""Words that name columns, to tell a header from a row of text."""

_WORDS = """account address amount area balance billing category channel city client code comment
    comments company contact contract count country county created currency customer date deal
    department description discount domain due email employees entity field first gender group
    headcount hours id industry invoice item job key kind label last line location mail market
    memo model month name net no note notes nps num number order organisation organization owner
    paid partner payment person phone place postcode price product project qty quantity question
    rate rating reason reference referral referrals region revenue rows sales score sector segment
    sent service size sku source stage start state status street supplier support tax term
    territory ticket time title total transaction type unit units updated url user value vat
    vendor vertical website week weight year zip kunde kunden kundennummer datum betrag menge
    umsatz rechnung rechnungsnummer firma ort land plz artikel bezeichnung preis strasse anzahl
    client ville pays montant facture nom cliente fecha importe factura klant bedrag"""
_KNOWN = frozenset(_WORDS.split())


def is_known(name: str) -> bool:
    """Whether a cell names a column: short, and one of its words is among them."""
    words = "".join(char if char.isalnum() else " " for char in _apart(name)).lower().split()
    return 0 < len(words) <= 5 and any(word in _KNOWN for word in words)


def _apart(name: str) -> str:
    """CamelCase with blanks between its words."""
    return "".join(
        f" {char}" if char.isupper() and at and name[at - 1].islower() else char
        for at, char in enumerate(name)
    )
