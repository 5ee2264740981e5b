-- When the person chose this account among the ones that are signed in with the same browser. An application that wants them
-- to choose (prompt=select_account) is content with a choice made since it asked.
alter table browser_session add column chosen_at timestamptz;
