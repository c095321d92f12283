// A list of choices by itself: what a person can press, and what not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { render } from "ink-testing-library";
import { Choices } from "../../../src/screens/terminal/choices.tsx";

test("choices are numbered from 1, and one that cannot be chosen has no number", () => {
  const choices = [{ label: "issue" }, { label: "renew", disabled: "not yet" }, { label: "copy" }];
  const { lastFrame, unmount } = render(<Choices choices={choices} />);
  const frame = lastFrame() ?? "";
  unmount();
  assert.match(frame, /1\s+issue/);
  assert.match(frame, /-\s+renew.*not yet/);
  assert.match(frame, /3\s+copy/);
});
