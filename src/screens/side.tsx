// Beside the page, where there is room: which stages are done and which are to come, and what is known so far.
import { Box } from "ink";
import { FactRows } from "./blocks.tsx";
import { stagesShown } from "./header.ts";
import type { Fact, View } from "./page.ts";
import { driveName } from "./pages/storage.ts";
import { tokenName } from "./pages/token.ts";
import { showable } from "./terminal/glyphs.ts";
import { type Look, LookContext, useLook, Words } from "./terminal/look.tsx";

/** In cells; 0 where the page needs them all. */
export function sideWidth({ columns, rows }: Look, { state }: View): number {
  if (stagesShown(state).length === 0 || state.overlay !== null || rows < 18 || columns < 80) return 0;
  return columns < 110 ? 18 : 38;
}

export function Side({ view, width }: { readonly view: View; readonly width: number }) {
  const look = useLook();
  const facts = width > 30 ? factsSoFar(view) : [];
  return (
    <Box width={width} flexShrink={0} flexDirection="column" gap={1} paddingLeft={3}>
      <Stages view={view} />
      {facts.length > 0 && (
        <LookContext value={{ ...look, columns: width }}>
          <FactRows rows={facts} />
        </LookContext>
      )}
    </Box>
  );
}

function Stages({ view: { state, words } }: { readonly view: View }) {
  const { glyphs } = useLook();
  const tones = { done: "done", now: "strong", waiting: "quiet" } as const;
  return (
    <Box flexDirection="column" flexShrink={0}>
      {stagesShown(state).map(({ name, at }) => (
        <Words key={name} tone={tones[at]}>{`${glyphs[at]} ${words.stages[name]}`}</Words>
      ))}
    </Box>
  );
}

/** The read-back page says all of it itself. */
function factsSoFar(view: View): readonly Fact[] {
  const { state, words } = view;
  const { facts } = state;
  if (!facts || state.step.at === "read-back") return [];
  const customer = facts.customer ?? facts.chosenCustomer;
  const known: readonly (Fact | null)[] = [
    facts.product && [words.soFar.product, words.product.names[facts.product.id]],
    customer && [words.soFar.customer, showable(customer.name)],
    customer && [words.soFar.number, customer.residentNumber],
    facts.drive && [words.soFar.drive, driveName(view, facts.drive)],
    facts.token && [words.soFar.drive, tokenName(view, facts.token)],
  ];
  return known.filter((fact) => fact !== null);
}
