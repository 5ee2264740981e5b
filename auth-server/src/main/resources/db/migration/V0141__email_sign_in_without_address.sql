-- How often an address was asked for is counted with all other mails that anybody can cause (brake_counter).
drop index email_sign_in_address;
alter table email_sign_in drop column address_hash;
