import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf, tooltipOf } from "../src/standing.ts";

const NOTHING = { levels: {}, edited: 0, stubs: 0, faults: 0 };

test("levels are counted, the best first", () => {
  const standing = { ...NOTHING, levels: { refuted: 1, verified: 3 }, edited: 2 };
  assert.equal(textOf(standing), "$(beaker) $(pass-filled) 3 $(error) 1 $(history) 2");
  assert.equal(tooltipOf(standing), "Ansatz: 3 verified, 1 refuted, 2 edited since");
});

test("a file without evidence says so, and its faults", () => {
  assert.equal(textOf(NOTHING), "$(beaker)");
  assert.equal(tooltipOf({ ...NOTHING, faults: 1 }), "Ansatz: nothing judged in this file yet; 1 docstring fault");
});
