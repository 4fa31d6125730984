-- Transactions of many processes commit in another order than they take ids, so whoever reads on
-- from an id misses rows. written_by: what is older than the oldest open transaction is complete.
alter table order_change add column written_by xid8 not null default pg_current_xact_id();
create index order_change_written on order_change (sku, written_by, id);

-- What is sold of a product is added up from its orders, as what is held is (orders_holds).
create index orders_paid on orders (sku) include (quantity) where state = 'PAID';

-- Claims are made in the order of their ends, more or less.
create index claim_end on claim using brin (expires_at);
