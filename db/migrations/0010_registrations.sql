CREATE TABLE `registrations` (
	`id` text PRIMARY KEY NOT NULL,
	`customer` text NOT NULL,
	`issuer` text NOT NULL,
	`serial` text NOT NULL,
	`subject` text NOT NULL,
	`policy` text NOT NULL,
	`fingerprint` text NOT NULL,
	`not_after` text NOT NULL,
	`registered_at` text NOT NULL,
	`ended_at` text,
	FOREIGN KEY (`customer`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "registrations_fingerprint" CHECK(length(fingerprint) = 64)
);
--> statement-breakpoint
CREATE INDEX `registrations_customer` ON `registrations` (`customer`);--> statement-breakpoint
CREATE UNIQUE INDEX `registrations_current` ON `registrations` (`fingerprint`) WHERE ended_at IS NULL;