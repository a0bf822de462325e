-- Who did what, when, and what came of it: sign-ins, whatever changes something, papers that were fetched, and
-- whatever was refused for want of a right. Written, never changed and never taken out.
CREATE TABLE audit (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    at      TEXT   NOT NULL,
    account TEXT   NOT NULL,          -- as typed, where somebody could not sign in
    deed    TEXT   NOT NULL,          -- method and path
    status  BIGINT NOT NULL           -- of the answer
);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'a line of the audit log is never changed'); END;
CREATE TRIGGER audit_is_not_taken_out BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'a line of the audit log is never taken out'); END;
CREATE TRIGGER signatures_are_not_changed BEFORE UPDATE ON signatures
BEGIN SELECT RAISE(ABORT, 'a signature is never changed'); END;
CREATE TRIGGER signatures_are_not_taken_out BEFORE DELETE ON signatures
BEGIN SELECT RAISE(ABORT, 'a signature is never taken out'); END;
