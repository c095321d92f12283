-- The journal grows at its end and nowhere else; serials only go up; a certificate's row stays.
CREATE TRIGGER audit_in_order BEFORE INSERT ON audit
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq) + 1, 0) FROM audit)
BEGIN SELECT RAISE(ABORT, 'audit: a row may only follow the last one'); END;
--> statement-breakpoint
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit: rows are never changed'); END;
--> statement-breakpoint
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit: rows are never removed'); END;
--> statement-breakpoint
CREATE TRIGGER issuers_only_up BEFORE UPDATE ON issuers
WHEN NEW.next_serial <= OLD.next_serial
BEGIN SELECT RAISE(ABORT, 'issuers: a serial is never handed out twice'); END;
--> statement-breakpoint
CREATE TRIGGER issuers_no_delete BEFORE DELETE ON issuers
BEGIN SELECT RAISE(ABORT, 'issuers: a serial is never handed out twice'); END;
--> statement-breakpoint
CREATE TRIGGER certificates_no_delete BEFORE DELETE ON certificates
BEGIN SELECT RAISE(ABORT, 'certificates: rows are never removed'); END;
