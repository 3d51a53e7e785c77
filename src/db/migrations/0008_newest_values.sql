-- The last value of a piece, so that the latest values of many series need no decoding: the kind of the value, and the number
-- if it is one. Pieces from before have none.
ALTER TABLE ts_chunk ADD COLUMN last_kind smallint, ADD COLUMN last_number double precision;
ALTER TABLE ts_part ADD COLUMN last_kind smallint, ADD COLUMN last_number double precision;
