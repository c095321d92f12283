// A PSKC file as elements: each child of the root as soon as it is whole, so that a file of many keys is never one tree.

import { SaxesParser } from "saxes";

export type XmlElement = {
  readonly space: string;
  readonly name: string;
  /** From 1. */
  readonly line: number;
  /** By local name; an attribute that has a namespace as `{namespace}name`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Without the text of children. */
  readonly text: string;
};

/** `xml-unread`: XML that may be whole, and is not read here. */
export type XmlFault = { readonly type: "not-xml" | "xml-unread"; readonly line: number; readonly why: string };

export type XmlPart =
  /** As it begins: without children and text. */
  | { readonly type: "root"; readonly element: XmlElement }
  | { readonly type: "child"; readonly element: XmlElement }
  /** `done`: the share of the text that is read, 0 to 1. */
  | { readonly type: "read"; readonly done: number }
  | XmlFault;

type Open = XmlElement & { readonly children: XmlElement[]; text: string };

/** Short, for the parser goes on after a fault, and slowly in what is nested, until a piece is at its end. */
const pieceCharacters = 1024;
const piecesShown = 64;
const deepest = 24;
const declarations = "http://www.w3.org/2000/xmlns/";

/** Only what moves no cursor and turns no line round; short. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, "?").slice(0, 80);
}

type Sink = { part(part: XmlPart): void; fault(line: number, why: string, type?: XmlFault["type"]): void };

function parserInto({ part, fault }: Sink) {
  const parser = new SaxesParser({ xmlns: true });
  const open: Open[] = [];
  const unread = (why: string): void => fault(parser.line, why, "xml-unread");
  parser.on("error", ({ message }) =>
    fault(parser.line, printable(message.replace(/^(\d+:\d+: )/, "").replace(/\.$/, ""))),
  );
  // Entities of its own make a small file long; no PSKC file needs them.
  parser.on("doctype", () => unread("it has a document type (DOCTYPE)"));
  parser.on("xmldecl", ({ encoding = "UTF-8" }) => {
    if (!/^(utf-8|us-ascii)$/i.test(encoding)) unread(`the encoding is not UTF-8 but ${printable(encoding)}`);
  });
  parser.on("opentag", ({ local, uri, attributes }) => {
    if (open.length >= deepest) return unread("elements in elements in elements");
    const own = Object.values(attributes).filter((each) => each.uri !== declarations);
    const named = own.map((each) => [each.uri ? `{${each.uri}}${each.local}` : each.local, each.value] as const);
    const line = parser.line;
    const element: Open = { space: uri, name: local, line, attributes: new Map(named), children: [], text: "" };
    if (open.length === 0) part({ type: "root", element: { ...element, children: [] } });
    open.push(element);
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const element = open.pop();
    if (!element) return;
    if (open.length === 1) part({ type: "child", element });
    // What the root holds is handed out, not kept.
    else open.at(-1)?.children.push(element);
  });
  return parser;
}

/** Ends after the first fault. */
export function* xmlParts(text: string): Generator<XmlPart, void> {
  let parts: XmlPart[] = [];
  let fault: XmlFault | null = null;
  const parser = parserInto({
    part: (part) => void (fault ?? parts.push(part)),
    fault: (line, why, type = "not-xml") => {
      fault ??= { type, line, why };
    },
  });
  for (let piece = 0; piece * pieceCharacters < text.length && fault === null; piece++) {
    const end = (piece + 1) * pieceCharacters;
    parser.write(text.slice(end - pieceCharacters, end));
    yield* parts;
    parts = [];
    if (piece % piecesShown === 0) yield { type: "read", done: Math.min(end / text.length, 1) };
  }
  if (fault === null) parser.close();
  if (fault !== null) yield fault;
}
