localStorage.setItem('a', '1');
