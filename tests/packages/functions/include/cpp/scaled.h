// The code limit of one KiB is for what is submitted, before files are added.
// The code limit of one KiB is for what is submitted, before files are added.
// The code limit of one KiB is for what is submitted, before files are added.
// The code limit of one KiB is for what is submitted, before files are added.
// The code limit of one KiB is for what is submitted, before files are added.
// The code limit of one KiB is for what is submitted, before files are added.
// The code limit of one KiB is for what is submitted, before files are added.
// The code limit of one KiB is for what is submitted, before files are added.
// The code limit of one KiB is for what is submitted, before files are added.
// The code limit of one KiB is for what is submitted, before files are added.
// The code limit of one KiB is for what is submitted, before files are added.
// The code limit of one KiB is for what is submitted, before files are added.
// The code limit of one KiB is for what is submitted, before files are added.
// The code limit of one KiB is for what is submitted, before files are added.
// The code limit of one KiB is for what is submitted, before files are added.
long scaled(long number, long factor);
