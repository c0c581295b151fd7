import assert from "node:assert/strict";
import { test } from "node:test";
import { kindInBulb } from "../src/bulb.ts";

test("what the light bulb would hide gets a kind that it shows, and the rest keeps its own", () => {
  assert.equal(kindInBulb("source.ansatz.validate"), "ansatz.validate");
  assert.equal(kindInBulb("quickfix.ansatz"), "quickfix.ansatz");
  assert.equal(kindInBulb("refactor.rewrite.ansatz.generate"), "refactor.rewrite.ansatz.generate");
});
