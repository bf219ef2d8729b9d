// The code of a paper comes after “#” from its QR; it goes into its field and out of the address.
"use strict";
(() => {
  const field = document.querySelector("[data-code]");
  const code = decodeURIComponent(location.hash.slice(1));
  if (!field || !/^[A-Za-z0-9-]{10,12}$/.test(code)) return;
  field.value = code;
  history.replaceState(null, "", location.pathname);
})();
