-- Entries are written, never changed and never taken out. The database itself holds to it.
CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'an entry of a journal is never changed'); END;

CREATE TRIGGER entries_are_not_taken_out BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'an entry of a journal is never taken out'); END;
