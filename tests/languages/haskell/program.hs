import qualified Data.Map.Strict as Map

main :: IO ()
main = do
  word <- getLine
  case word of
    "crash" -> print (head ([] :: [Int]))
    "loop" -> print (spin 1)
    "hog" -> print (Map.size (grow 0 Map.empty))
    _ -> putStrLn "unknown"

spin :: Integer -> Integer
spin n = if n == 0 then 0 else spin (if n > 1000 then 1 else n + 1)

grow :: Int -> Map.Map Int Int -> Map.Map Int Int
grow n all = if n < 0 then all else grow (n + 1) (Map.insert n n all)
