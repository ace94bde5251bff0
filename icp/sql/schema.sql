-- what: the tables of one workspace, schema version 2
-- in:   $schema_version, $app_version, $label
-- out:  empty tables; base tables keep each import's rows, the views in views.sql say what is current
create table meta (
    schema_version integer not null,
    app_version varchar not null,
    label varchar not null,
    data_version bigint not null,
    currency varchar
);

insert into meta values ($schema_version, $app_version, $label, 0, null);

-- what one unit of another currency is worth in that of meta, from when and where
create table rates (
    currency varchar not null,
    rate decimal(18, 8) not null,
    rated_on date not null,
    source varchar not null
);

create table imports (
    import_id integer not null,
    kind varchar not null,
    file_name varchar not null,
    file_sha256 varchar not null,
    imported_at timestamp,
    rows_read bigint not null,
    rows_loaded bigint not null,
    rows_refused bigint not null,
    unit varchar not null,
    mapping varchar not null,
    notes varchar[] not null,
    undone boolean not null,
    undone_at timestamp,
    headers varchar[] not null,
    own varchar not null,
    answers varchar not null,
    changes varchar
);

create table rejects (
    import_id integer not null,
    row_no bigint not null,
    column_name varchar,
    value varchar,
    reason varchar not null
);

create table customer_rows (
    import_id integer not null,
    row_no bigint not null,
    customer_id varchar not null,
    name varchar,
    industry varchar,
    employees varchar,
    business_type varchar,
    own_revenue varchar,
    location varchar,
    country varchar,
    distance decimal(18, 4),
    customer_since date,
    lead_source varchar,
    referred_by varchar,
    testimonial varchar,
    nps decimal(18, 4),
    payment_terms varchar,
    contact_title varchar,
    account_manager varchar
);

-- how written values are to be read: chosen by the user, or (decided_at is null) merged with a
-- spelling that differs in case and blanks alone; a standard that is the value itself leaves it so
create table standard_values (
    field varchar not null,
    written varchar not null,
    standard varchar not null,
    decided_at timestamp
);

create table product_rows (
    import_id integer not null,
    row_no bigint not null,
    product_id varchar not null,
    name varchar,
    category varchar,
    price decimal(18, 8),
    cost decimal(18, 8)
);

-- outcome: won, lost or open; null where it is closed and nothing says how; closed_on: of an open
-- deal, the day it is expected to close
create table deal_rows (
    import_id integer not null,
    row_no bigint not null,
    deal_id varchar not null,
    name varchar,
    customer_id varchar,
    customer_name varchar,
    stage varchar,
    outcome varchar,
    amount decimal(18, 4),
    currency varchar,
    created_on date,
    closed_on date,
    product varchar,
    owner varchar,
    lead_source varchar
);

create table prospect_rows (
    import_id integer not null,
    row_no bigint not null,
    prospect_id varchar not null,
    name varchar,
    industry varchar,
    employees varchar,
    business_type varchar,
    own_revenue varchar,
    location varchar,
    country varchar,
    distance decimal(18, 4),
    lead_source varchar,
    referred_by varchar,
    contact_title varchar,
    account_manager varchar,
    last_contact_on date
);

-- what came from a customer: an answer, a ticket, a month of support; given_on: the date, or the
-- first of the month
create table feedback_rows (
    import_id integer not null,
    row_no bigint not null,
    feedback_id varchar not null,
    customer_id varchar not null,
    customer_name varchar,
    given_on date,
    nps decimal(18, 4),
    tickets decimal(18, 4),
    hours decimal(18, 4),
    visits decimal(18, 4),
    referral varchar,
    testimonial varchar,
    comment varchar
);

-- the users' own columns; record_id: of the customer, product, deal or prospect that the import
-- brought
create table attributes (
    import_id integer not null,
    record_id varchar not null,
    name varchar not null,
    value varchar not null
);

-- uncompressed: what is mostly the same in all rows is kept once all the same, and to try out ways of
-- packing it would take a tenth of the time of a big import
create table order_lines (
    import_id integer not null using compression uncompressed,
    row_no bigint not null,
    order_id varchar not null,
    customer_id varchar not null,
    customer_name varchar,
    order_on date not null,
    amount decimal(18, 4) not null,
    currency varchar,
    product varchar,
    revenue_kind varchar,
    cost decimal(18, 4) using compression uncompressed,
    due_on date using compression uncompressed,
    paid_on date using compression uncompressed
);

-- the number that stands for a customer where names are hidden; given once and never again
create table client_numbers (
    customer_id varchar not null,
    number integer not null
);

-- one row per customer and day on which something happened, kept current by every import; place =
-- that of the customer in billed_customers; waited = days since the purchase before
create table customer_day (
    customer_id varchar not null,
    day date not null,
    orders integer not null,
    purchases integer not null,
    projects integer not null,
    net decimal(18, 4) not null,
    sales decimal(18, 4) not null,
    recurring decimal(18, 4) not null,
    project decimal(18, 4) not null,
    resale decimal(18, 4) not null,
    cost decimal(18, 4),
    payments integer not null,
    days_late integer not null,
    place integer not null,
    waited integer,
    project_waited integer
);

-- one row per customer, day of a purchase and day before on which they bought the same products;
-- products = how many different ones; kept current by every import
create table product_day (
    customer_id varchar not null,
    day date not null,
    last_day date,
    products integer not null
);

-- one row per listed customer, what all lists say put together, with standard values
create table standard_customers as
from customer_rows
limit 0;

-- one row per customer that has an order, with the name their newest order gives; place = 0, 1, 2
-- ... by customer_id; the days of their first order and first purchase, null without a purchase
create table billed_customers (
    customer_id varchar not null,
    name varchar,
    place integer not null,
    first_order_on date,
    first_purchase_on date
);

-- what people decided about two names that look alike: kind 'customer' or 'product', decision
-- 'same' (written is another name of kept) or 'different'
create table merges (
    kind varchar not null,
    written varchar not null,
    kept varchar not null,
    decision varchar not null,
    decided_at timestamp not null
);

-- under which name everything of a written one counts, kept current by every import and decision;
-- names that stand for themselves are not in it
create table customer_alias (
    written_id varchar not null,
    kept_id varchar not null
);

create table product_alias (
    written varchar not null,
    kept varchar not null
);

-- which service a product belongs to: the first rule in order whose pattern fits its name
create table service_rules (
    position integer not null,
    how varchar not null,
    pattern varchar not null,
    service varchar not null,
    revenue_kind varchar
);

create table product_services (
    product varchar not null,
    service varchar not null,
    revenue_kind varchar
);

-- what each customer bought of each service; empty without rules
create table customer_services (
    customer_id varchar not null,
    service varchar not null,
    net decimal(18, 4) not null,
    orders integer not null
);

-- the versions of each profile, of which the latest counts; appended only
create table personas (
    persona_id integer not null,
    version integer not null,
    content varchar not null,
    saved_at timestamp not null
);

-- what is not saved yet of each profile (0 is a new one), as the tab `tab` left it; based on the
-- version
create table persona_drafts (
    persona_id integer not null,
    version integer not null,
    content varchar not null,
    saved_at timestamp not null,
    tab varchar not null
);

-- what people typed about a customer; the latest of a customer and trait counts, null = unknown
create table judgements (
    seq bigint not null,
    customer_id varchar not null,
    trait varchar not null,
    value varchar,
    saved_at timestamp not null,
    author varchar
);

-- good, OK or bad by hand, appended only: verdict 'good', 'ok', 'bad', 'skipped' (cannot say) or
-- null (not sorted any more); what one act saved is taken back together, by a row that names it
create table sorts (
    seq bigint not null,
    act bigint not null,
    undoes bigint,
    customer_id varchar,
    verdict varchar,
    reasons varchar[] not null,
    note varchar,
    look_again_on date,
    action varchar,
    author varchar not null,
    sorted_at timestamp not null
);

-- what people wrote about a customer; the latest entry of a note counts, without text it is taken
-- back
create table notes (
    seq bigint not null,
    note_id bigint not null,
    customer_id varchar not null,
    text varchar,
    saved_at timestamp not null,
    author varchar
);

-- what people wrote into the chart of the best customers, appended only: the latest entry of a
-- customer and fact counts over the data, without a value it leaves the cell blank; one that was
-- taken back leaves it to the data again
create table chart_entries (
    seq bigint not null,
    customer_id varchar not null,
    fact varchar not null,
    value varchar,
    taken_back boolean not null,
    written_at timestamp not null,
    author varchar
);

create table saved_cuts (
    name varchar not null,
    frequency varchar not null,
    window_months integer,
    made_on date not null,
    cuts varchar not null,
    saved_at timestamp not null
);

-- at most one row: which group each of the 25 cells has, and the groups of one's own
create table segment_maps (
    content varchar not null,
    saved_at timestamp not null
);

-- what one hour, ticket, visit and day late (item) costs, entered by the user: an estimate
create table cost_rates (
    item varchar not null,
    rate decimal(18, 8) not null
);

-- the rule of thumb for the share of so many largest customers (top): low below `low`, high above
-- `high`; empty = the usual ones
create table concentration_bands (
    top integer not null,
    low decimal(18, 8) not null,
    high decimal(18, 8) not null
);

-- rules of the tiers that were kept under a name
create table tier_rules (
    name varchar not null,
    content varchar not null,
    saved_at timestamp not null
);

-- what a team believes of those it wants; the latest entry of a hypothesis counts, without text it
-- is taken back; "group": 'who', 'problem' or 'impact'
create table hypotheses (
    seq bigint not null,
    hypothesis_id bigint not null,
    "group" varchar not null,
    text varchar,
    wrong_if varchar not null,
    question varchar not null,
    saved_at timestamp not null,
    author varchar not null
);

-- interviews, saved part by part: the latest entry of an interview, part and what it is about
-- counts, null = empty; part 'deleted' with a value hides the interview. about: the question of an
-- 'answer', the hypothesis_id of a 'finding' ('supports', 'contradicts' or 'silent'), else ''
create table interviews (
    seq bigint not null,
    interview_id bigint not null,
    part varchar not null,
    about varchar not null,
    value varchar,
    saved_at timestamp not null,
    author varchar not null
);
