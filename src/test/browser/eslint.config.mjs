// Rules for the console's scripts and for the scripts that test it.
import js from "@eslint/js";
import globals from "globals";

const rules = {
  ...js.configs.recommended.rules,
  "no-var": "error",
  "prefer-const": "error",
  eqeqeq: "error",
  "no-implicit-globals": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
};

export default [
  { ignores: ["**/node_modules/**"] },
  { files: ["**/console/*.js"], languageOptions: { sourceType: "module", globals: globals.browser }, rules },
  { files: ["**/*.mjs"], languageOptions: { sourceType: "module", globals: { ...globals.node, ...globals.browser } }, rules },
];
