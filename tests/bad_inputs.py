"""Files that are damaged, hostile or odd, made on the spot: nothing of them is stored as a file."""

import gzip
import io
import re
import struct
import zipfile

import pandas as pd
import xlsxwriter

HEADER = "Customer,Date,Amount\n"
ROWS = pd.DataFrame(
    {"Customer": ["a", "b"], "Date": ["2025-01-01", "2025-01-02"], "Amount": [1.5, 2]}
)
TABLE = [list(ROWS), *ROWS.values.tolist()]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORKSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"


def named(content, name="file.csv"):
    """The content as a file that is open, under a name."""
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    file.name = name
    return file


def orders(*rows):
    """A CSV file of orders."""
    return HEADER + "".join(f"{row}\n" for row in rows)


def workbook(**sheets):
    target = io.BytesIO()
    with pd.ExcelWriter(target, engine="xlsxwriter") as writer:
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name, index=False)
    return target.getvalue()


def archive(parts, compression=zipfile.ZIP_STORED):
    """A ZIP file of parts: name -> content."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return target.getvalue()


def changed(part, replacements, content=None):
    """A workbook with the bytes of one part replaced, pattern by pattern."""
    with zipfile.ZipFile(io.BytesIO(content or workbook(One=ROWS))) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for pattern, by in replacements.items():
        parts[part], found = re.subn(pattern, by, parts[part], flags=re.DOTALL)
        assert found, f"{pattern!r} is not in {part}"
    return archive(parts)


def added(part, content, book=None):
    """A workbook with one part more."""
    target = io.BytesIO(book or workbook(One=ROWS))
    with zipfile.ZipFile(target, "a") as packed:
        packed.writestr(part, content)
    return target.getvalue()


def cells(*rows):
    """A workbook whose sheet holds these rows of XML and nothing else."""
    return changed(
        SHEET, {rb"<sheetData>.*</sheetData>": b"<sheetData>%b</sheetData>" % b"".join(rows)}
    )


def stray_cells():
    """A1 and XFD1048576 only: a used range of 17 billion cells in 2 KB."""
    return cells(
        b'<row r="1"><c r="A1"><v>1</v></c></row>',
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    )


def shared_text():
    """One text of 30 KB in 40,000 cells: 1.2 GB when every cell gets its own."""
    rows = (
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c><c r="B%d" t="s"><v>0</v></c></row>' % (n, n, n)
        for n in range(1, 20_001)
    )
    text = {rb"<t>Customer</t>": b"<t>%b</t>" % (b"x" * 30_000)}
    return changed("xl/sharedStrings.xml", text, cells(*rows))


def bomb(part=SHEET):
    """450 MB of blanks in half a megabyte."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("[Content_Types].xml", "x")
        with packed.open(part, "w", force_zip64=True) as inner:
            for _ in range(450):
                inner.write(b" " * 1_000_000)
    return target.getvalue()


def packed_bomb():
    """404 MB of rows in a .gz of two."""
    return gzip.compress(b"a,b\n" * 101_000_000, 1)


def many_parts():
    return archive({"[Content_Types].xml": "x", **{f"x{n}": "" for n in range(60_001)}})


def chart_only():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet, chart = book.add_worksheet("Data"), book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Data!$A$1:$A$2"})
        book.add_chartsheet("Chart").set_chart(chart)
        sheet.hide()
        book.worksheets()[1].activate()
    return target.getvalue()


def entities(*declared):
    """A workbook whose first part declares entities."""
    doctype = b"?><!DOCTYPE x [%b]>" % b"".join(b"<!ENTITY %b>" % one for one in declared)
    return changed(BOOK, {rb"\?>": doctype})


def ods(rows, tail=b""):
    """An OpenDocument spreadsheet with one sheet, `tail` being XML at its end."""
    body = b"".join(
        b"<table:table-row>%b</table:table-row>" % b"".join(map(_ods_cell, row)) for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="{OPEN_DOCUMENT}:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        (
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            '<table:table table:name="One">'
        ).encode()
        + body
        + tail
    )
    content += b"</table:table></office:spreadsheet></office:body></office:document-content>"
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<m:manifest xmlns:m="{OPEN_DOCUMENT}:manifest:1.0"/>'
    parts = {"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest}
    return archive(parts)


def _ods_cell(value):
    if isinstance(value, str):
        text = f'<table:table-cell office:value-type="string"><text:p>{value}</text:p>'
    else:
        text = f'<table:table-cell office:value-type="float" office:value="{value}">'
    return f"{text}</table:table-cell>".encode()


def far_ods():
    """A cell at the far end, behind a million repeated rows of 16,384 repeated cells."""
    cell = b'<table:table-cell table:number-columns-repeated="16383"/>'
    one = b'<table:table-cell office:value-type="float" office:value="1"/>'
    row = b'<table:table-row table:number-rows-repeated="1048570">%b%b</table:table-row>'
    return ods(TABLE, row % (cell, one))


def xlsb(rows, last=0):
    """A binary workbook (records as MS-XLSB has them); `last` puts one cell more into that row."""
    sheet = _part(129) + _part(148, struct.pack("<4I", 0, max(last, len(rows) - 1), 0, 2))
    sheet += _part(145)
    for row_no, row in [*enumerate(rows), *([(last, [1.0])] if last else [])]:
        sheet += _part(0, struct.pack("<I", row_no) + bytes(21))
        for column, value in enumerate(row):
            kind, data = (
                (6, _wide(value)) if isinstance(value, str) else (5, struct.pack("<d", value))
            )
            sheet += _part(kind, struct.pack("<2I", column, 0) + data)
    book = (
        _part(131)
        + _part(143)
        + _part(156, struct.pack("<2I", 0, 1) + _wide("rId1") + _wide("One"))
    )
    relation = f'<Relationship Id="rId1" Type="{WORKSHEET}" Target="worksheets/sheet1.bin"/>'
    relations = f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'
    return archive(
        {
            "[Content_Types].xml": TYPES,
            "xl/workbook.bin": book + _part(144) + _part(132),
            "xl/_rels/workbook.bin.rels": relations,
            "xl/worksheets/sheet1.bin": sheet + _part(146) + _part(130),
        }
    )


def _part(kind, data=b""):
    """A record: its kind and its length, seven bits a byte, and its bytes."""
    return _sevens(kind) + (_sevens(len(data)) if data else b"\0") + data


def _sevens(number):
    found = bytearray()
    while number:
        number, low = number >> 7, number & 127
        found.append(low | (128 if number else 0))
    return bytes(found) or b"\0"


def _wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xls(rows):
    """A workbook of Excel 97 (BIFF8 records in a compound file)."""
    sheet = _record(0x809, struct.pack("<4H2I", 0x600, 0x10, 0, 0, 0, 0))
    for row_no, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<3H", row_no, column, 0)
            if isinstance(value, str):
                text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                sheet += _record(0x204, place + text)
            else:
                sheet += _record(0x203, place + struct.pack("<d", value))
    stream = _globals(len(_globals(0))) + sheet + _record(0x0A)
    return _compound(stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0"))


def _record(kind, data=b""):
    return struct.pack("<2H", kind, len(data)) + data


def _globals(sheet_at):
    start = _record(0x809, struct.pack("<4H2I", 0x600, 5, 0, 0, 0, 0))
    start += _record(0x42, struct.pack("<H", 1200))
    start += _record(0x85, struct.pack("<I4B", sheet_at, 0, 0, 3, 0) + b"One")
    return start + _record(0x0A)


def _compound(stream):
    """A compound file (MS-CFB) with one stream: header, allocation table, directory, stream."""
    end, free, sectors = 0xFFFFFFFE, 0xFFFFFFFF, len(stream) // 512
    head = OLE + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0)
    chain = [0xFFFFFFFD, end, *range(3, 2 + sectors), end]
    table = struct.pack(f"<{len(chain)}I", *chain)
    entries = _entry("Root Entry", 5, 1, end, 0) + _entry("Workbook", 2, free, 2, len(stream))
    return (
        b"".join(part.ljust(512, b"\xff") for part in (head, table))
        + entries.ljust(512, b"\0")
        + stream
    )


def _entry(name, kind, child, first, size):
    text = f"{name}\0".encode("utf-16-le")
    links = struct.pack("<H2B3I36x", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return text.ljust(64, b"\0") + links + struct.pack("<IQ", first, size)
