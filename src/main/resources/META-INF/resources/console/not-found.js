// Shows who is signed in on the page for an address that does not exist.
import { showHead } from "./strip.js";

showHead();
