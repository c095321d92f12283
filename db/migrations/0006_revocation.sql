ALTER TABLE `certificates` ADD `signing` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `certificates` ADD `suspended_at` text;