# The ReLU brain: 3 inputs, 4 hidden neurons, 1 output.
# It is the toy brain with another curve in the hidden layer.
import numpy as np


#1 Two functions: relu for the hidden layer, sigmoid for l2.
# relu keeps what is above 0 and turns all else into 0.
# With deriv=True each gives its slope, from its own output.
def relu(x, deriv=False):
    if deriv == True:
        return 1.0*(x > 0)

    return np.maximum(0, x)


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

#3 y: the target. Did the customer buy "My Cat Mis!"?
# The rows keep the order of X: the first is customer 1.
y = np.array([[1],
              [1],
              [0],
              [0]])

#4 Seed: here it matters, for most seeds do not learn.
np.random.seed(40)

#5 Synapses: the weights. Nothing else here learns.
# They start as random numbers from -1 to 1.
# syn0: 12 weights, from the questions to the hidden neurons
# syn1: 4 weights, from the hidden neurons to the output
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1

#6 The loop: predict, compare, improve; 10,000 times.
# Each turn is one iteration, and j is its number.
for j in range(10000):

    #7 Feed forward: relu in the middle, sigmoid at the end.
    # l0 is the input layer, l1 the hidden one, l2 the output.
    l0 = X
    l1 = relu(np.dot(l0, syn0))
    l2 = sigmoid(np.dot(l1, syn1))

    #8 The error: how far did each prediction miss?
    # Plus means it was too low, minus too high.
    l2_error = y - l2

    #9 Print the error: in every 1,000th iteration.
    # The first line comes before anything was learned.
    if (j % 1000) == 0:
        print("Mean error now: " + str(np.mean(np.abs(l2_error))))

    #10 Error times slope: how strongly to move each one.
    # The output still has the S-curve, and its slope.
    l2_delta = l2_error * sigmoid(l2, deriv=True)

    #11 Blame sent back: along the weights that led forward.
    l1_error = l2_delta.dot(syn1.T)

    #12 Hidden slope: 1 lets blame through, 0 stops it.
    l1_delta = l1_error * relu(l1, deriv=True)

    #13 Update: every weight moves a little way downhill.
    syn1 += l1.T.dot(l2_delta)
    syn0 += l0.T.dot(l1_delta)

# The loop is over: what does the network predict now?
print("Predictions of the last iteration:")
print(l2)
