long scaled(long number, long factor);
