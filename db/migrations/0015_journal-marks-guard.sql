-- As before: a row may leave the database when a later row says in which file it lies; found by the one index that is left.
DROP TRIGGER audit_no_delete;
--> statement-breakpoint
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
WHEN OLD.seq < 1 OR NOT EXISTS (
  SELECT 1 FROM audit
  WHERE event IN ('journal-rotating', 'journal-rotated', 'journal-file-removing', 'journal-file-removed', 'started', 'stopped', 'staff-signed-on', 'ceremony-began', 'ceremony-ended')
    AND event = 'journal-rotating'
    AND OLD.seq BETWEEN json_extract(body, '$.from') AND json_extract(body, '$.upto')
)
BEGIN SELECT RAISE(ABORT, 'audit: rows are never removed'); END;
