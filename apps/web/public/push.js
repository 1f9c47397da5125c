// Shows what is pushed to this device: that something is urgent, its number and the State. Keeps nothing and fetches nothing.
self.addEventListener('push', (event) => {
  const { title = 'Rogatoria', body = '', tag = 'rogatoria' } = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(title, { body, tag, renotify: true, requireInteraction: true }));
});

// To the page that is open, or to a new one: its home says what needs whom.
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(
    self.clients
      .matchAll({ type: 'window', includeUncontrolled: true })
      .then(([page]) => (page ? page.focus() : self.clients.openWindow('/'))),
  );
});
