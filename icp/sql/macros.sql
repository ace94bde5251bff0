-- what: how text becomes a value; remade whenever a workspace is attached
-- in:   text as it stands in files; decimal_comma and day_first say how it is written
-- out:  stripped, clean_text, parse_number, parse_date and what they are made of; null for what
--       cannot be read; usual_number and usual_date, which read at little cost what is written in
--       the usual ways, exactly as the others would; reasons as text and back. Give them plain
--       columns: a macro repeats its arguments, and nested ones make a plan that takes seconds

-- begins and ends with a visible ASCII character, as most text does
create or replace macro is_trim(written) as
    written between '!' and '~' and written[-1] between '!' and '~';

-- text without blanks around it (also the no-break, zero-width and byte-order ones)
create or replace macro stripped(written) as
    case
        when is_trim(written) then written
        else trim(
            written, ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8203) || chr(65279)
        )
    end;

-- the same, null for what only says that nothing is known; such words have at most four letters
-- (a pattern, as a long IN would become a join that every row has to pass)
create or replace macro clean_text(written) as
    case
        when strlen(written) > 4 and is_trim(written) then written
        when not regexp_full_match(stripped(written), '(null|#?n/a|nan?|none|--?)?', 'i')
            then stripped(written)
    end;

-- 1,234.50 or 1.234,50 with signs, currency and (brackets) or 12- for negative; null if neither
create or replace macro bare_number(written) as
    regexp_replace(
        regexp_replace(
            regexp_replace(written, '[\s\x{00a0}\x{202f}''’()$€£¥]', '', 'g'),
            'USD|EUR|GBP|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|JPY|CNY|INR|ZAR|BRL|MXN|SGD|HKD',
            '',
            'i'
        ),
        '-$',
        ''
    );

create or replace macro point_number(written, decimal_comma) as
    case
        when decimal_comma and regexp_full_match(
            bare_number(written), '[+-]?(\d{1,3}(\.\d{3})+|\d*)(,\d*)?(e[+-]?\d+)?', 'i'
        ) then replace(replace(bare_number(written), '.', ''), ',', '.')
        when not decimal_comma and regexp_full_match(
            bare_number(written), '[+-]?(\d{1,3}(,\d{3})+|\d*)(\.\d*)?(e[+-]?\d+)?', 'i'
        ) then replace(bare_number(written), ',', '')
    end;

create or replace macro parse_number(written, decimal_comma) as
    try_cast(point_number(written, decimal_comma) as decimal(38, 8))
    * case when regexp_matches(trim(written), '^\(.*\)$|\d-$') then -1 else 1 end;

create or replace macro usual_number(written, decimal_comma) as
    case
        when decimal_comma
            then if(
                regexp_full_match(written, '-?\d{1,13}(,\d{1,8})?'),
                try_cast(replace(written, ',', '.') as decimal(18, 4)),
                null
            )
        when regexp_full_match(written, '-?\d{1,13}(\.\d{1,8})?')
            then try_cast(written as decimal(18, 4))
        when regexp_full_match(written, '-?[$€£]?\d{1,3}(,\d{3}){0,3}(\.\d{1,8})?')
            then try_cast(
                replace(replace(replace(replace(written, ',', ''), '$', ''), '€', ''), '£', '')
                as decimal(18, 4)
            )  -- half the time of a pattern
    end;

-- the local date as written, without its time
create or replace macro date_part_of(written) as
    regexp_replace(regexp_replace(written, '[T ]+\d{1,2}:\d{2}.*$', ''), '[./]', '-', 'g');

create or replace macro read_date(written, day_first) as
    case
        when regexp_full_match(written, '\d{4}-\d{1,2}-\d{1,2}')
            then try_strptime(written, '%Y-%m-%d')
        when regexp_full_match(written, '\d{1,2}-\d{1,2}-\d{4}')
            then if(
                day_first, try_strptime(written, '%d-%m-%Y'), try_strptime(written, '%m-%d-%Y')
            )
        when regexp_full_match(written, '\d{1,2}-\d{1,2}-\d{2}')
            then if(
                day_first, try_strptime(written, '%d-%m-%y'), try_strptime(written, '%m-%d-%y')
            )
        when regexp_full_match(written, '(19|20)\d{6}') then try_strptime(written, '%Y%m%d')
        when regexp_full_match(written, '[2-7]\d{4}')
            then date '1899-12-30' + try_cast(written as integer)
        when regexp_matches(written, '[A-Za-z]{3}.*\d{4}$')
            then try_strptime(
                regexp_replace(written, '[\s,-]+', ' ', 'g'),
                ['%d %b %Y', '%d %B %Y', '%b %d %Y', '%B %d %Y', '%a %d %b %Y']
            )
    end::date;

create or replace macro parse_date(written, day_first) as
    case
        when year(read_date(date_part_of(written), day_first)) between 1900 and 2099
            then read_date(date_part_of(written), day_first)
    end;

create or replace macro usual_date(written, day_first) as
    case
        when written like '____-__-__' and written between '1900-01-01' and '2099-12-31'
            then try_cast(written as date)
        when regexp_full_match(written, '\d{1,2}/\d{1,2}/(19|20)\d{2}')
            then if(
                day_first, try_strptime(written, '%d/%m/%Y'), try_strptime(written, '%m/%d/%Y')
            )::date
    end;

-- why a row is refused or doubted, as one text: most rows have none, and a list of structs costs
-- every row of a big file much more than an empty text
create or replace macro written_reasons(found) as
    if(len(found) > 0, to_json(found)::varchar, null);

create or replace macro one_reason(field, value, reason) as
    to_json([{'field': field, 'value': value, 'reason': reason}])::varchar;

create or replace macro listed_reasons(written) as
    from_json(written, '[{"field": "VARCHAR", "value": "VARCHAR", "reason": "VARCHAR"}]');

-- money in the workspace's own currency; without a rate it is in it already
create or replace macro in_own_currency(money, rate) as
    if(rate is null, money, (money::decimal(38, 8) * rate)::decimal(18, 4));

-- people in a company as a readable band; text that is no number stays as it is written
create or replace macro employee_band(written) as
    case
        when try_cast(written as double) is null then written
        when try_cast(written as double) < 10 then '1-9 people'
        when try_cast(written as double) < 50 then '10-49 people'
        when try_cast(written as double) < 250 then '50-249 people'
        else '250 people and more'
    end;
