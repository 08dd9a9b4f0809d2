CREATE TABLE projects (
  id text PRIMARY KEY,
  name text NOT NULL
);
