-- What each attachment is in its case, such as `plan`: the reviewer sees it beside the file's name.
ALTER TABLE application_attachments ADD COLUMN role TEXT NOT NULL DEFAULT '';
