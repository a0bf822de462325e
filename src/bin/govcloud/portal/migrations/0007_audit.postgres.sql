-- Who did what, when, and what came of it: sign-ins, whatever changes something, papers that were fetched, and
-- whatever was refused for want of a right. Written, never changed and never taken out.
CREATE TABLE audit (
    number  BIGSERIAL PRIMARY KEY,
    at      TEXT   NOT NULL,
    account TEXT   NOT NULL,          -- as typed, where somebody could not sign in
    deed    TEXT   NOT NULL,          -- method and path
    status  BIGINT NOT NULL           -- of the answer
);
CREATE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a line that was written is never changed or taken out'; END $$;

CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION written_once();

CREATE TRIGGER signatures_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON signatures
FOR EACH STATEMENT EXECUTE FUNCTION written_once();
