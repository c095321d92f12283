// Where drizzle-kit finds the schema and writes the migrations.

import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: [
    "./db/schema.ts",
    "./db/journal-schema.ts",
    "./db/financial-schema.ts",
    "./db/notice-schema.ts",
    "./db/registration-schema.ts",
    "./db/ticket-schema.ts",
  ],
  out: "./db/migrations",
  casing: "snake_case",
});
