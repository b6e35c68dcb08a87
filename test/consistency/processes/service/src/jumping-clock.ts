const realNow = Date.now.bind(Date);

/** How far this process's wall clock is from the machine's, in milliseconds. */
export const clock = { offset: 0 };

// Before anything else is loaded, so that whoever keeps a reference keeps this one.
Date.now = () => realNow() + clock.offset;
