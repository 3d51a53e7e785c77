-- Sources have labels, by which they are found; a bucket counts the changes of its sources, so that what a process
-- remembers of them is known to be old.
ALTER TABLE sources ADD COLUMN labels jsonb NOT NULL DEFAULT '{}';
CREATE INDEX sources_labels ON sources USING gin (labels jsonb_path_ops);
ALTER TABLE buckets ADD COLUMN sources_version integer NOT NULL DEFAULT 0;
