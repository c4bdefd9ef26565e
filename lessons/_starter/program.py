# What does a fruit cost? Four bills tell, and a program learns it.
import numpy as np

#1 Four bills: how many apples and pears, and what was paid.
basket = np.array([[2, 1],
                   [1, 3],
                   [4, 2],
                   [0, 2]])
paid = np.array([[8],
                 [9],
                 [16],
                 [4]])

#2 Two prices, guessed: random, but the same in every run.
np.random.seed(1)
price = 10 * np.random.random((2, 1))

#3 The loop: all that follows, 200 times.
for j in range(200):

    #4 What the bills would be at these prices.
    bill = np.dot(basket, price)

    #5 How far each bill is off.
    error = paid - bill

    #6 Move each price by its share of the blame.
    price += 0.02 * np.dot(basket.T, error)

print("An apple costs", round(price[0, 0], 2))
print("A pear costs", round(price[1, 0], 2))
