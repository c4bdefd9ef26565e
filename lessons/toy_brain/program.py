# The toy brain: 3 inputs, 4 hidden neurons, 1 output.
# It learns from 4 surveys who will buy a cat product.
import numpy as np


#1 Sigmoid: squashes any number to between 0 and 1.
# With deriv=True it gives the slope of that S-curve instead.
def nonlin(x, deriv=False):
    if deriv == True:
        return x*(1-x)

    return 1/(1+np.exp(-x))


#2 X: the answers of four customers. 1 is yes, 0 is no.
# Each row is one customer, each column one question.
# The columns, from left to right:
#
#   first   has a cat
#   second  drinks imported beer
#   third   visited the website, Kedimmis.com
#
X = np.array([[1,0,1],
              [0,1,1],
              [0,0,1],
              [1,1,1]])


#3 y: the target, the answers to the fourth question:
# did the customer buy "My Cat Mis!"?
# The rows keep the order of X: the first is customer 1.
# A good network's predictions come close to these.
#
y = np.array([[1],
              [1],
              [0],
              [0]])

#4 Seed: where the random numbers begin.
np.random.seed(1)


#5 Synapses: the weights. Nothing else here learns.
# They start as random numbers from -1 to 1.
# syn0: 12 weights, from the questions to the hidden neurons
# syn1: 4 weights, from the hidden neurons to the output
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1

#6 The loop: predict, compare, improve; 60,000 times.
# Each turn is one iteration, and j is its number.
for j in range(60000):

    #7 Feed forward: answers go in, predictions come out.
    # l0 is the input layer, l1 the hidden one, l2 the output.
    # np.dot makes weighted sums, nonlin squashes them.
    l0 = X
    l1 = nonlin(np.dot(l0, syn0))
    l2 = nonlin(np.dot(l1, syn1))

    #8 The error: how far did each prediction miss?
    # Plus means it was too low, minus too high.
    l2_error = y - l2

    #9 Print the error: in every 10,000th iteration.
    # The first line comes before anything was learned.
    if (j % 10000) == 0:
        print("Total error now: " + str(np.sum(np.abs(l2_error) / 2)))

    #10 Error times slope: how strongly to move each one.
    # This is where the way back through the network begins.
    l2_delta = l2_error*nonlin(l2, deriv=True)

    #11 Blame sent back: along the weights that led forward.
    l1_error = l2_delta.dot(syn1.T)

    #12 Hidden slope: step 10 again, one layer earlier.
    l1_delta = l1_error * nonlin(l1, deriv=True)

    #13 Update: every weight moves a little way downhill.
    syn1 += l1.T.dot(l2_delta)
    syn0 += l0.T.dot(l1_delta)

# The loop is over: what does the network predict now?
print("Predictions of the last iteration:")
print(l2)
