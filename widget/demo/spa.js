// Replaces the whole body at each change of the route, as the roughest of such applications do.
const TITLES = { '/spa': 'Shop', '/spa/cart': 'Cart', '/spa/contact': 'Contact' };

function show() {
  const title = TITLES[location.pathname] ?? 'Not found';
  const body = document.createElement('body');
  const heading = document.createElement('h1');
  heading.textContent = title;
  body.append(heading);
  for (const [path, name] of Object.entries(TITLES)) {
    const link = document.createElement('a');
    link.href = path;
    link.textContent = `Go to ${name}`;
    link.addEventListener('click', (event) => {
      event.preventDefault();
      history.pushState({}, '', path);
      show();
    });
    body.append(link, ' ');
  }
  document.body.replaceWith(body);
}

addEventListener('popstate', show);
show();
