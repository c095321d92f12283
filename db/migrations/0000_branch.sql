CREATE TABLE `accounts` (
	`number_index` text PRIMARY KEY NOT NULL,
	`number` blob NOT NULL,
	`customer` text NOT NULL,
	`password_mac` text NOT NULL,
	`balance` integer NOT NULL,
	FOREIGN KEY (`customer`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `accounts_customer` ON `accounts` (`customer`);--> statement-breakpoint
CREATE TABLE `attempts` (
	`kind` text NOT NULL,
	`target` text NOT NULL,
	`failures` integer NOT NULL,
	`locked` integer NOT NULL,
	PRIMARY KEY(`kind`, `target`),
	CONSTRAINT "attempts_failures" CHECK(failures >= 0),
	CONSTRAINT "attempts_locked" CHECK(locked IN (0, 1))
);
--> statement-breakpoint
CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`hash` text NOT NULL,
	`mac` text NOT NULL,
	`time` text GENERATED ALWAYS AS (json_extract(body, '$.time')) VIRTUAL,
	`terminal` text GENERATED ALWAYS AS (json_extract(body, '$.terminal')) VIRTUAL,
	`ceremony` text GENERATED ALWAYS AS (json_extract(body, '$.ceremony')) VIRTUAL,
	`event` text GENERATED ALWAYS AS (json_extract(body, '$.event')) VIRTUAL,
	CONSTRAINT "audit_no_printed_resident_number" CHECK(body NOT GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9][0-9][0-9][0-9]*'),
	CONSTRAINT "audit_no_quoted_resident_number" CHECK(body NOT GLOB '*"[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]"*'),
	CONSTRAINT "audit_hash_length" CHECK(length(hash) = 64 AND length(mac) = 64)
);
--> statement-breakpoint
CREATE TABLE `ca_records` (
	`name` text PRIMARY KEY NOT NULL,
	`certificate` blob NOT NULL,
	`locked_key` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `card_halves` (
	`serial` text NOT NULL,
	`cell` integer NOT NULL,
	`half` text NOT NULL,
	`mac` text NOT NULL,
	PRIMARY KEY(`serial`, `cell`, `half`),
	FOREIGN KEY (`serial`) REFERENCES `security_cards`(`serial`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `certificates` (
	`issuer` text NOT NULL,
	`serial` text NOT NULL,
	`product` text NOT NULL,
	`customer` text NOT NULL,
	`terminal` text NOT NULL,
	`ceremony` text NOT NULL,
	`state` text NOT NULL,
	`to_be_signed` blob NOT NULL,
	`certificate` blob,
	`subject` text NOT NULL,
	`not_before` text NOT NULL,
	`not_after` text NOT NULL,
	`revoked_at` text,
	`revocation_reason` text,
	PRIMARY KEY(`issuer`, `serial`),
	FOREIGN KEY (`customer`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "certificates_state" CHECK(state IN ('prepared', 'signed', 'written', 'valid', 'revoked', 'abandoned')),
	CONSTRAINT "certificates_signed" CHECK(state NOT IN ('signed', 'written', 'valid') OR certificate IS NOT NULL),
	CONSTRAINT "certificates_revoked" CHECK((state = 'revoked') = (revoked_at IS NOT NULL))
);
--> statement-breakpoint
CREATE INDEX `certificates_customer` ON `certificates` (`customer`);--> statement-breakpoint
CREATE INDEX `certificates_open` ON `certificates` (`terminal`,`state`);--> statement-breakpoint
CREATE TABLE `customers` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`resident_number` blob NOT NULL,
	`resident_index` text NOT NULL,
	CONSTRAINT "customers_language" CHECK(language IN ('ko', 'en'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customers_resident_index` ON `customers` (`resident_index`);--> statement-breakpoint
CREATE INDEX `customers_name` ON `customers` (`name`);--> statement-breakpoint
CREATE TABLE `issuers` (
	`issuer` text PRIMARY KEY NOT NULL,
	`next_serial` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `meta` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `otp_tokens` (
	`serial` text PRIMARY KEY NOT NULL,
	`customer` text NOT NULL,
	`kind` text NOT NULL,
	`algorithm` text NOT NULL,
	`digits` integer NOT NULL,
	`period_seconds` integer NOT NULL,
	`drift_steps` integer NOT NULL,
	`last_step` integer NOT NULL,
	`seed` blob NOT NULL,
	FOREIGN KEY (`customer`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "otp_tokens_digits" CHECK(digits IN (6, 8)),
	CONSTRAINT "otp_tokens_period" CHECK(period_seconds > 0)
);
--> statement-breakpoint
CREATE INDEX `otp_tokens_customer` ON `otp_tokens` (`customer`);--> statement-breakpoint
CREATE TABLE `phones` (
	`customer` text NOT NULL,
	`position` integer NOT NULL,
	`number` blob NOT NULL,
	PRIMARY KEY(`customer`, `position`),
	FOREIGN KEY (`customer`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `security_cards` (
	`serial` text PRIMARY KEY NOT NULL,
	`customer` text NOT NULL,
	`cells` integer NOT NULL,
	`challenge_first` integer,
	`challenge_second` integer,
	FOREIGN KEY (`customer`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "security_cards_challenge" CHECK((challenge_first IS NULL) = (challenge_second IS NULL))
);
--> statement-breakpoint
CREATE INDEX `security_cards_customer` ON `security_cards` (`customer`);--> statement-breakpoint
CREATE TABLE `staff` (
	`number` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`password_hash` text NOT NULL,
	CONSTRAINT "staff_role" CHECK(role IN ('teller', 'supervisor'))
);
