namespace FalconEye.Api.Problems;

/// <summary>A request holds a character that not every database can store.</summary>
internal sealed class NulCharacterException() : Exception("A text in this request holds the character U+0000, which cannot be stored. Leave it out.");
