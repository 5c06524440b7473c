-- Which version of the program ran last: another one may know how to write what was parked. NULL: not known.
ALTER TABLE raccordo.installation ADD COLUMN program text;
