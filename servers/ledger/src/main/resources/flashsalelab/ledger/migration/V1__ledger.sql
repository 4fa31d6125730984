-- The permanent ledger of the sale. Moments are kept to the millisecond, as the sale keeps them.
-- What has happened (order_change, stock_movement, payment, refused_entry) is appended and never
-- changed; what stands now (product, orders, outbox) follows from it.

create table product (
  sku text primary key,
  name text not null,
  price bigint not null check (price >= 0),
  per_buyer integer not null check (per_buyer >= 1),
  opens_at timestamptz(3),
  closes_at timestamptz(3),
  created_at timestamptz(3) not null,
  supplied integer not null check (supplied >= 0),
  free integer not null check (free >= 0),
  held integer not null default 0 check (held >= 0),
  sold integer not null default 0 check (sold >= 0),
  version bigint not null default 0,
  check (supplied = free + held + sold)
) with (fillfactor = 20);

-- key_retired: the key was kept long enough and stands for a later order now.
-- changes: how many rows of order_change it has.
create table orders (
  id text primary key,
  sku text not null references product,
  buyer text not null,
  key text not null,
  key_retired boolean not null default false,
  quantity integer not null check (quantity between 1 and 1000),
  amount bigint not null check (amount >= 0),
  state text not null check (state in ('QUEUED', 'RESERVED', 'REJECTED', 'PAID', 'PAYMENT_FAILED',
    'EXPIRED', 'CANCELLED', 'REFUNDED')),
  reason text,
  held_until timestamptz(3),
  receipt text not null default '',
  charging_at timestamptz(3),
  changes integer not null check (changes > 0),
  made_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  check ((state = 'REJECTED') = (reason is not null)),
  check (held_until is not null or state in ('QUEUED', 'REJECTED'))
) with (fillfactor = 70);

-- One order per idempotency key.
create unique index orders_key on orders (sku, buyer, key) where not key_retired;
create index orders_holds on orders (sku, held_until) where state = 'RESERVED';
create index orders_queued on orders (sku, made_at) where state = 'QUEUED';

-- The history of each order, numbered from 1. entry: the entry of the stream in Redis it came from.
create table order_change (
  id bigint generated always as identity,
  order_id text not null references orders,
  number integer not null check (number > 0),
  sku text not null,
  state text not null,
  at timestamptz(3) not null,
  entry text,
  primary key (order_id, number)
);
create index order_change_in_order on order_change (sku, id);

-- What was put on sale and taken off: the sum of a product's units is what is free.
-- free_after: what was free then; absent where no row counts what is free.
create table stock_movement (
  id bigint generated always as identity primary key,
  sku text not null references product,
  kind text not null check (kind in ('SUPPLIED', 'RESERVED', 'RELEASED')),
  units integer not null check ((kind = 'RESERVED') = (units < 0) and units <> 0),
  order_id text references orders,
  restock_key text,
  supplied_after integer,
  free_after integer check (free_after >= 0),
  at timestamptz(3) not null,
  check ((kind = 'SUPPLIED') = (order_id is null)),
  check ((kind = 'SUPPLIED') = (supplied_after is not null)),
  check (restock_key is null or kind = 'SUPPLIED')
);
create index stock_movement_of_product on stock_movement (sku, id);
-- An order takes its units once and gives them back once; a restock works once.
create unique index stock_movement_once on stock_movement (order_id, kind);
create unique index stock_movement_restock on stock_movement (sku, restock_key)
  where restock_key is not null;

-- Money that came in, and money that was given back because it came too late.
create table payment (
  id bigint generated always as identity primary key,
  order_id text not null references orders,
  state text not null check (state in ('CAPTURED', 'REFUNDED')),
  amount bigint not null check (amount >= 0),
  at timestamptz(3) not null
);
create unique index payment_effective on payment (order_id) where state = 'CAPTURED';
create unique index payment_refunded on payment (order_id) where state = 'REFUNDED';

-- The payments to be made: a row goes when its payment is done, and stays as a dead letter when it
-- was given up.
create table outbox (
  id bigint generated always as identity primary key,
  sku text not null,
  order_id text not null unique references orders,
  created_at timestamptz(3) not null,
  deliveries integer not null default 0,
  taken_by text,
  taken_at timestamptz(3),
  dead_at timestamptz(3),
  dead_reason text,
  check ((dead_at is null) = (dead_reason is null)),
  check ((taken_at is null) = (taken_by is null))
) with (fillfactor = 50);
create index outbox_next on outbox (sku, id) where taken_at is null and dead_at is null;
create index outbox_taken on outbox (sku, taken_at) where taken_at is not null and dead_at is null;
create index outbox_dead on outbox (sku, dead_at) where dead_at is not null;

-- How far the stream of a product in Redis has been read. Whoever reads on holds the row locked.
create table projection (
  sku text primary key,
  position text not null default '0-0',
  entries bigint not null default 0,
  moved_at timestamptz(3) not null default now()
) with (fillfactor = 20);

-- Entries of a stream that contradict the ledger: they changed nothing, and nothing is charged.
create table refused_entry (
  sku text not null,
  entry text not null,
  order_id text not null,
  state text not null,
  why text not null,
  at timestamptz(3) not null default now(),
  primary key (sku, entry)
);

-- What the guards of the database need besides.

-- The answers that idempotency keys stand for, orders or refusals.
create table claim (
  sku text not null,
  buyer text not null,
  key text not null,
  order_id text not null,
  body text not null,
  outcome text not null,
  at timestamptz(3) not null,
  detail text not null default '',
  expires_at timestamptz(3) not null,
  primary key (sku, buyer, key)
);

-- The units that a buyer holds or owns.
create table allowance (
  sku text not null references product,
  buyer text not null,
  units integer not null check (units >= 0),
  primary key (sku, buyer)
) with (fillfactor = 70);

-- A row per unit, for the guard that locks units.
create table unit (
  sku text not null references product,
  number integer not null check (number > 0),
  order_id text references orders,
  primary key (sku, number)
) with (fillfactor = 70);
create index unit_free on unit (sku, number) where order_id is null;
create index unit_of_order on unit (order_id) where order_id is not null;

-- The latest comparison of the gateway's ledger with the orders.
create table charge_report (
  one boolean primary key default true check (one),
  at timestamptz(3) not null,
  by text not null,
  charges integer not null,
  confirmed integer not null,
  refunded integer not null,
  unexplained integer not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are appended and never changed', tg_table_name
    using errcode = 'integrity_constraint_violation';
end
$$;

create trigger append_only before update or delete or truncate on order_change
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on stock_movement
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on payment
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on refused_entry
  for each statement execute function refuse_change();
