// The page after signing in is always one of the console's own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pageAfterSignIn } from "../../main/resources/META-INF/resources/console/pages.js";

const ORIGIN = "http://localhost:8080";

test("a page of the console is returned with its query and without its fragment", () => {
  assert.equal(pageAfterSignIn("/charger.html?id=bay-01#x", ORIGIN), "/charger.html?id=bay-01");
  assert.equal(pageAfterSignIn("/", ORIGIN), "/");
  assert.equal(pageAfterSignIn(null, ORIGIN), "/");
});

for (const wanted of [
  "/.//evil.example/",
  "//evil.example/",
  "/%2e//evil.example/",
  "/x/..//evil.example/",
  "\\\\evil.example\\",
  "/\\evil.example/",
  "https://evil.example/charger.html",
  "http://localhost:8080.evil.example/",
  "javascript:alert(1)",
  "data:text/html,x",
  "/login.html?then=/",
  "/api/v1/session",
  "/charger.html/../api/v1/chargers",
  "http://[",
]) {
  test(`${wanted} leads to the first page`, () => assert.equal(pageAfterSignIn(wanted, ORIGIN), "/"));
}
