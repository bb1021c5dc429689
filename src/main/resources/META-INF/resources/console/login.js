// Exchanges a token for a session and returns to the page that asked for it.
import { $, say } from "./dom.js";
import { pageAfterSignIn } from "./pages.js";
import { signIn, who } from "./session.js";

/** The page that somebody came from. */
const then = () => pageAfterSignIn(new URLSearchParams(location.search).get("then"), location.origin);

$("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  $("enter").disabled = true;
  const wrong = await signIn($("token").value);
  $("enter").disabled = false;
  if (wrong === null) return location.replace(then());
  $("wrong").hidden = false;
  say($("wrong"), `${wrong.charAt(0).toUpperCase()}${wrong.slice(1)}.`);
  $("token").select();
});

// Until here the browser itself would send the form, with the token in the address.
$("enter").disabled = false;

who().then((visitor) => {
  if (visitor.login) return $("token").focus();
  $("login").hidden = true;
  $("none").hidden = false;
  say(
    $("none"),
    "This bridge has no tokens, so there is nothing to sign in with: set ampwire.http.token-file or ampwire.http.operator-token-file.",
  );
});
