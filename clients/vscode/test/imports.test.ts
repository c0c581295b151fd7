import assert from "node:assert/strict";
import { test } from "node:test";
import { afterImports } from "../src/imports.ts";

const at = (text: string): number => afterImports(text.split("\n"));

test("an import goes below the last one", () => {
  assert.equal(at("import os\nfrom a import b\n\nx = 1"), 2);
});

test("without any it goes below the comments and the docstring that come first", () => {
  assert.equal(at("x = 1"), 0);
  assert.equal(at(""), 0);
  assert.equal(at("# what\n# this is\nx = 1"), 2);
  assert.equal(at('"""Short."""\nx = 1'), 1);
  assert.equal(at('#!/usr/bin/python\nr"""Long.\n\nMore.\n"""\nx = 1'), 5);
});
