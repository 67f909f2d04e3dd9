// The smallest application: it says that it runs, and does so until it is stopped.
console.log('application is running')
setInterval(() => {}, 60_000)
