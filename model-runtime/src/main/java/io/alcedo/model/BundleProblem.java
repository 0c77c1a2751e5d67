package io.alcedo.model;

/** Why a bundle is refused. Names are metric labels and stand in status records: do not rename. */
public enum BundleProblem {
  /** A file that the bundle must have is not there. */
  MISSING_FILE,
  /** The directory or a file of it cannot be read or written. */
  UNREADABLE_FILE,
  /** The manifest is no JSON of the expected form; the message lists all that is wrong. */
  UNREADABLE_MANIFEST,
  /** A file's bytes are not those that the manifest vouches for. */
  DIGEST_MISMATCH,
  /** A file is larger than a bundle's may be. */
  OVERSIZED,
  /** The model file is no ONNX model. */
  UNREADABLE_MODEL,
  /** The model refers to data outside its own file. */
  EXTERNAL_DATA,
  /** The model uses an operator or a domain that is not on the list of those allowed. */
  UNKNOWN_OPERATOR,
  /** The model's input or output is not of the one form that is served. */
  WRONG_SHAPE,
  /** The model needs a feature that the job does not compute. */
  UNKNOWN_FEATURE,
  /** The model was trained on another definition of a feature than the job computes. */
  FEATURE_CHANGED,
  /** The model's scores of its golden vectors are not those of the manifest. */
  GOLDEN_MISMATCH,
  /** The child process that tried the bundle crashed, ran too long or could not start. */
  TRIAL_FAILED,
  /** ONNX Runtime does not load the model. */
  LOAD_FAILED,
  /** The bundle has no signature, and this host runs signed bundles only. */
  UNSIGNED,
  /** The bundle is signed by a key that this host does not trust. */
  UNTRUSTED_KEY,
  /** The signature is malformed, or not of this manifest by the key that it names. */
  BAD_SIGNATURE
}
