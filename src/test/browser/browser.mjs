// A browser for the scripts of this folder, and what they all look at.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

export const PHONE = 390;
export const WIDE = 1440;

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

/** Writes down what a tab complains of, and what it asks elsewhere than at `from`. */
export function watch(tab, label, from, errors) {
  tab.on("pageerror", (error) => errors.push(`${label}: ${error.message}`));
  tab.on("console", (message) => message.type() === "error" && errors.push(`${label}: ${message.text()} ${message.location().url}`));
  tab.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(from)) errors.push(`${label}: asked ${request.url()}`);
  });
}

/** What keeps people out of a page as it is now, and whether it scrolls sideways. */
export async function barriers(tab, label) {
  // The page's own policy forbids strangers' scripts, so the checker comes in past it.
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const overflow = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return {
    page: label,
    overflow,
    violations: violations.map((v) => ({ id: v.id, impact: v.impact, nodes: v.nodes.length, first: v.nodes[0]?.html })),
  };
}
