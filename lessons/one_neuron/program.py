# One neuron: 3 inputs, 1 output, no hidden layer.
# It is trained twice, side by side, on two targets:
# one that it can learn, and one that it cannot.
import numpy as np


#1 Sigmoid: squashes any number to between 0 and 1.
# With deriv=True it gives the slope of that S-curve instead.
def sigmoid(x, deriv=False):
    if deriv == True:
        return x*(1-x)

    return 1/(1+np.exp(-x))


#2 X: the answers of four customers. 1 is yes, 0 is no.
# Each row is one customer, each column one question:
# has a cat, drinks imported beer, visited the website.
X = np.array([[1,0,1],
              [0,1,1],
              [0,0,1],
              [1,1,1]])

#3 Two targets for the same four customers.
# y_cat: has a cat? That is the first column of X.
# y_xor: bought? That is "cat or beer, but not both".
y_cat = np.array([[1],
                  [0],
                  [0],
                  [1]])
y_xor = np.array([[1],
                  [1],
                  [0],
                  [0]])

#4 Weights: three random numbers, and the same three again.
# A fair race: both halves begin alike, only targets differ.
np.random.seed(1)
w_cat = 2*np.random.random((3,1)) - 1
w_xor = w_cat.copy()

#5 The loop: predict, compare, improve; 2,000 times.
# Each turn trains both halves once; neither sees the other.
for j in range(2000):

    #6 Feed forward: one weighted sum for each customer.
    # sigmoid turns each sum into a guess from 0 to 1.
    guess_cat = sigmoid(np.dot(X, w_cat))
    guess_xor = sigmoid(np.dot(X, w_xor))

    #7 The errors: how far did each guess miss its target?
    # Plus means it was too low, minus too high.
    error_cat = y_cat - guess_cat
    error_xor = y_xor - guess_xor

    #8 Error times slope: how strongly to move each guess.
    delta_cat = error_cat * sigmoid(guess_cat, deriv=True)
    delta_xor = error_xor * sigmoid(guess_xor, deriv=True)

    #9 Update: each weight adds up what all customers ask for.
    # Where they ask for opposite things, nothing is left.
    w_cat += X.T.dot(delta_cat)
    w_xor += X.T.dot(delta_xor)

# The loop is over: what does each half guess now?
print("Guesses for: has a cat")
print(guess_cat)
print("Guesses for: cat or beer, but not both")
print(guess_xor)
