// "Keluar cepat": who goes back in the history does not come to this page again. Without it the link just leads away.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-exit]");
  if (!link) return;
  event.preventDefault();
  location.replace(link.href);
});
