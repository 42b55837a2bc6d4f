def f(
end end
