CREATE TABLE `bookings` (
	`key` text PRIMARY KEY NOT NULL,
	`account` text NOT NULL,
	`amount` integer NOT NULL,
	`outcome` text NOT NULL,
	FOREIGN KEY (`account`) REFERENCES `accounts`(`number_index`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "bookings_outcome" CHECK(outcome IN ('booked', 'refused'))
);
--> statement-breakpoint
CREATE TABLE `debits` (
	`key` text PRIMARY KEY NOT NULL,
	`ceremony` text NOT NULL,
	`terminal` text NOT NULL,
	`customer` text NOT NULL,
	`account` blob NOT NULL,
	`amount` integer NOT NULL,
	`state` text NOT NULL,
	FOREIGN KEY (`customer`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "debits_amount" CHECK(amount > 0),
	CONSTRAINT "debits_state" CHECK(state IN ('intended', 'charged', 'refused', 'returning', 'returned'))
);
--> statement-breakpoint
CREATE INDEX `debits_open` ON `debits` (`terminal`,`state`);--> statement-breakpoint
CREATE TABLE `requests` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`customer` text,
	`wanted` blob NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` text NOT NULL,
	`reason` text NOT NULL,
	`expires_at` text NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` text,
	`decision` text,
	FOREIGN KEY (`customer`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_by`) REFERENCES `staff`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `staff`(`number`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "requests_state" CHECK(state IN ('open', 'approved', 'rejected', 'expired')),
	CONSTRAINT "requests_second_person" CHECK(decided_by IS NULL OR decided_by <> asked_by),
	CONSTRAINT "requests_decided" CHECK((state IN ('approved', 'rejected')) = (decided_by IS NOT NULL)),
	CONSTRAINT "requests_reasoned" CHECK((decided_by IS NULL) = (decision IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL))
);
--> statement-breakpoint
CREATE INDEX `requests_open` ON `requests` (`state`,`asked_at`);--> statement-breakpoint
ALTER TABLE `otp_tokens` ADD `state` text DEFAULT 'bound' NOT NULL;--> statement-breakpoint
ALTER TABLE `security_cards` ADD `state` text DEFAULT 'bound' NOT NULL;--> statement-breakpoint
ALTER TABLE `security_cards` ADD `halves` blob;--> statement-breakpoint
ALTER TABLE `staff` ADD `state` text DEFAULT 'active' NOT NULL;