// Everything here makes a page that already works without it a little easier.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from "govuk-frontend";
import { followDragging } from "./drag.js";
import { followKeying } from "./keying.js";
import { markOnMaps } from "./maps.js";
import { putInOrder } from "./order.js";
import { offerPrinting } from "./print.js";
import { pollProgress } from "./progress.js";
import { takeSelections } from "./selection.js";
import { sumUpShares } from "./shares.js";
import { followShortcuts } from "./shortcuts.js";
import { submitOnce } from "./submit-once.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

const components = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
];
for (const component of components) createAll(component);

submitOnce();
followShortcuts();
pollProgress();
putInOrder();
markOnMaps();
sumUpShares();
followKeying();
offerPrinting();
takeSelections();
followDragging();
